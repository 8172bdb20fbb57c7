import { Button, Modal, TextInput } from "@mantine/core";
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import { useLocation } from "wouter";
import { usePlant } from "../../live/usePlant.ts";
import { useWords } from "../../words/WordsProvider.tsx";
import type { RailName } from "./Rail.tsx";
import classes from "./Search.module.css";
import { type Place, searchPlaces } from "./searchPlaces.ts";
import topBar from "./TopBar.module.css";

interface Props {
  readonly screens: readonly { readonly name: RailName; readonly path: string }[];
}

/** Ctrl-K or the button: leads to a machine, a component or a screen by its name. */
export function Search({ screens }: Props) {
  const { words } = useWords();
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "k") return;
      // Not while another dialog waits for its answer.
      if (!opened && document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      setOpened(!opened);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [opened]);
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        className={topBar.button}
        aria-keyshortcuts="Control+K"
        onClick={() => setOpened(true)}
      >
        {words.search.open}
        <kbd className={classes.keys}>Ctrl K</kbd>
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={words.search.title} yOffset="10dvh">
        <SearchList screens={screens} onDone={() => setOpened(false)} />
      </Modal>
    </>
  );
}

function SearchList({ screens, onDone }: Props & { readonly onDone: () => void }) {
  const { words } = useWords();
  const { machines } = usePlant();
  const [, go] = useLocation();
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const id = useId();
  const places = useMemo((): Place[] => {
    const machinePath = (machineId: string) => `/machines/${encodeURIComponent(machineId)}`;
    return [
      ...screens.map(({ name, path }) => ({ path, name: words.rail[name], where: words.search.screen })),
      ...machines.map(({ machine }) => ({
        path: machinePath(machine.id),
        name: machine.name,
        where: words.machineKind[machine.kind],
      })),
      ...machines.flatMap(({ machine, components }) =>
        components.map(({ component }) => ({
          path: `${machinePath(machine.id)}/${encodeURIComponent(component.id)}`,
          name: component.name,
          where: machine.name,
        })),
      ),
    ];
  }, [screens, machines, words]);
  const found = searchPlaces(places, typed);
  const chosen = Math.min(active, found.length - 1);
  const open = (place: Place | undefined) => {
    if (place === undefined) return;
    go(place.path);
    onDone();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setActive(Math.min(found.length - 1, chosen + 1));
    else if (event.key === "ArrowUp") setActive(Math.max(0, chosen - 1));
    else if (event.key === "Enter") open(found[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        role="combobox"
        aria-expanded={true}
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${chosen}` : undefined}
        aria-label={words.search.title}
        description={words.search.hint}
        value={typed}
        autoComplete="off"
        data-autofocus
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={pressed}
      />
      <div id={id} role="listbox" aria-label={words.search.results} className={classes.list}>
        {found.map((place, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above owns the keyboard
          <div
            key={place.path}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={classes.place}
            onClick={() => open(place)}
          >
            <span>{place.name}</span>
            <span className={classes.where}>{place.where}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={classes.where}>{words.search.none}</p>}
    </>
  );
}
