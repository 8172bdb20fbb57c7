import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { type FieldType, type FrameField, fieldTypes } from "../../../../electron/domain/frameFormat.ts";
import { type Quantity, quantities, type Unit, units } from "../../../../electron/domain/units.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";

interface Props {
  readonly number: number;
  readonly field: FrameField;
  readonly onChange: (field: FrameField) => void;
  readonly onRemove: () => void;
}

/** One number in a frame: where it stands, what it is, and what it means. */
export function FrameFieldInputs({ number, field, onChange, onRemove }: Props) {
  const { words } = useWords();
  const say = words.sources.frame;
  const change = (more: Partial<FrameField>) => onChange({ ...field, ...more });
  return (
    <fieldset className={classes.entry} aria-label={say.field(number)}>
      <TextInput
        label={say.name}
        value={field.name}
        maxLength={60}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <NumberInput
        label={say.at}
        value={field.at}
        min={0}
        allowDecimal={false}
        onChange={(value) => typeof value === "number" && change({ at: value })}
      />
      <NativeSelect
        label={say.type}
        value={field.type}
        onChange={(event) => change({ type: event.currentTarget.value as FieldType })}
        data={[...fieldTypes]}
      />
      <NumberInput
        label={say.scale}
        value={field.scale ?? 1}
        onChange={(value) => change({ scale: typeof value === "number" && value !== 1 ? value : undefined })}
      />
      <NumberInput
        label={say.plus}
        value={field.offset ?? 0}
        onChange={(value) => change({ offset: typeof value === "number" && value !== 0 ? value : undefined })}
      />
      <NativeSelect
        label={say.quantity}
        value={field.quantity ?? "other"}
        onChange={(event) => change({ quantity: event.currentTarget.value as Quantity })}
        data={quantities.map((value) => ({ value, label: words.quantity[value] }))}
      />
      <NativeSelect
        label={say.unit}
        value={field.unit ?? "raw"}
        onChange={(event) => change({ unit: event.currentTarget.value as Unit })}
        data={[...units]}
      />
      <Button variant="default" size="compact-sm" aria-label={say.remove(field.name)} onClick={onRemove}>
        {words.setup.removeShort}
      </Button>
    </fieldset>
  );
}
