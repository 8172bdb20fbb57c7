import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCalls } from "../../link/LinkProvider.tsx";
import { useNow } from "../../live/StationProvider.tsx";
import { usePreferences } from "../../theme/preferences.tsx";
import { useWords } from "../../words/WordsProvider.tsx";
import { useAskName } from "../AskName.tsx";
import { DisplayMenu } from "./DisplayMenu.tsx";
import type { RailName } from "./Rail.tsx";
import { Search } from "./Search.tsx";
import { StationStrip } from "./StationStrip.tsx";
import classes from "./TopBar.module.css";

interface Props {
  readonly screens: readonly { readonly name: RailName; readonly path: string }[];
}

export function TopBar({ screens }: Props) {
  const { words, format } = useWords();
  const { author } = usePreferences();
  const askName = useAskName();
  const calls = useCalls();
  const plant = useQuery(calls.plant.get.queryOptions());
  const now = useNow();
  return (
    <header className={classes.bar}>
      <span className={classes.plant} title={plant.data?.site.name}>
        {plant.data?.site.name ?? words.product}
      </span>
      <time className={classes.clock} title={`${words.top.clock}: ${format.exact(now)}`}>
        {format.clock(now)}
      </time>
      <StationStrip />
      <span className={classes.person}>
        <Search screens={screens} />
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          className={classes.button}
          title={words.who.change}
          aria-label={`${words.top.user}: ${author || words.top.noUser}`}
          onClick={() => void askName()}
        >
          {author || words.top.noUser}
        </Button>
        <DisplayMenu />
      </span>
    </header>
  );
}
