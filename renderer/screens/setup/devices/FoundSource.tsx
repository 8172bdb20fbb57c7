import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FoundDevice as Found } from "../../../../electron/contract/devicesContract.ts";
import { useCalls } from "../../../link/LinkProvider.tsx";
import { useWords } from "../../../words/WordsProvider.tsx";
import { SourceEditor } from "../source/SourceEditor.tsx";
import { FoundDevice } from "./FoundDevice.tsx";

/** A device that says what it is and can be taken as it is; where its driver has settings, they may be given first. */
export function FoundSource({ device }: { device: Found }) {
  const { words } = useWords();
  const calls = useCalls();
  const kinds = useQuery(calls.listening.kinds.queryOptions());
  const [open, setOpen] = useState(false);
  const own = (kinds.data ?? []).filter(({ driver, form }) => driver === device.driver && form.fields.length > 0);
  return (
    <>
      <FoundDevice
        device={device}
        more={
          own.length > 0 && (
            <Button
              variant="default"
              aria-expanded={open}
              aria-label={words.sources.settingsOf(device.name)}
              onClick={() => setOpen(!open)}
            >
              {words.sources.settings}
            </Button>
          )
        }
      />
      {open && own.length > 0 && <SourceEditor kinds={own} port={device} onTaken={() => setOpen(false)} />}
    </>
  );
}
