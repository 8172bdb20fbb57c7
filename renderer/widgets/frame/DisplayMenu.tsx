import { Button, NativeSelect, Popover, SegmentedControl, Switch, useMantineColorScheme } from "@mantine/core";
import { usePreferences } from "../../theme/preferences.tsx";
import { type LanguageCode, languages } from "../../words/languages.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import classes from "./TopBar.module.css";

/** Light or dark, large text for the shop floor, language: kept on this computer. */
export function DisplayMenu() {
  const { words } = useWords();
  const { shopFloor, language, change } = usePreferences();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Popover position="bottom-end" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="subtle" color="gray" size="compact-md" className={classes.button}>
          {words.top.display}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.menu}>
          <SegmentedControl
            aria-label={words.top.theme}
            value={colorScheme}
            onChange={setColorScheme}
            data={[
              { value: "light", label: words.top.light },
              { value: "dark", label: words.top.dark },
              { value: "auto", label: words.top.auto },
            ]}
          />
          <Switch
            label={words.top.floor}
            checked={shopFloor}
            onChange={(event) => change({ shopFloor: event.currentTarget.checked })}
          />
          <NativeSelect
            label={words.top.language}
            value={language}
            onChange={(event) => change({ language: event.currentTarget.value as LanguageCode })}
            data={Object.entries(languages)
              .filter(([code, { offered }]) => offered || code === language)
              .map(([value, entry]) => ({ value, label: entry.words.language }))}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
