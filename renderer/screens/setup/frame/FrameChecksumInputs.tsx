import { NativeSelect, NumberInput } from "@mantine/core";
import { type ChecksumKind, checksumKinds, checksumSize } from "../../../../electron/domain/checksumKinds.ts";
import type { FrameChecksum } from "../../../../electron/domain/frameFormat.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";

interface Props {
  readonly checksum: FrameChecksum | undefined;
  readonly onChange: (checksum: FrameChecksum | undefined) => void;
}

/** What secures a frame: the kind of sum, over which bytes, and where it stands. Negative places count from the end. */
export function FrameChecksumInputs({ checksum, onChange }: Props) {
  const { words } = useWords();
  const say = words.sources.frame;
  const choose = (kind: ChecksumKind | "") => {
    // Usually it stands at the end, over everything before it.
    onChange(kind === "" ? undefined : { ...checksum, kind, at: checksum?.at ?? -checksumSize(kind) });
  };
  return (
    <fieldset className={classes.entry} aria-label={say.checksum}>
      <NativeSelect
        label={say.checksum}
        value={checksum?.kind ?? ""}
        onChange={(event) => choose(event.currentTarget.value as ChecksumKind | "")}
        data={[
          { value: "", label: say.noChecksum },
          ...checksumKinds.map((kind) => ({ value: kind, label: kind.toUpperCase() })),
        ]}
      />
      {checksum !== undefined && (
        <>
          <NumberInput
            label={say.checksumFrom}
            value={checksum.from ?? 0}
            min={0}
            allowDecimal={false}
            onChange={(value) => typeof value === "number" && onChange({ ...checksum, from: value })}
          />
          <NumberInput
            label={say.checksumTo}
            value={checksum.to ?? ""}
            allowDecimal={false}
            onChange={(value) => onChange({ ...checksum, to: typeof value === "number" ? value : undefined })}
          />
          <NumberInput
            label={say.checksumAt}
            value={checksum.at}
            allowDecimal={false}
            onChange={(value) => typeof value === "number" && onChange({ ...checksum, at: value })}
          />
        </>
      )}
    </fieldset>
  );
}
