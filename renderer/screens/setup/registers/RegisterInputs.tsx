import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import {
  type ReadFunction,
  type RegisterType,
  readFunctions,
  registersOf,
  registerTypes,
  type WordOrder,
  wordOrders,
} from "../../../../electron/domain/registerMap.ts";
import { type Quantity, quantities, type Unit, units } from "../../../../electron/domain/units.ts";
import { useWords } from "../../../words/WordsProvider.tsx";
import classes from "../Setup.module.css";
import type { RegisterDraft } from "./registerDraft.ts";

interface Props {
  readonly number: number;
  readonly register: RegisterDraft;
  readonly onChange: (register: RegisterDraft) => void;
  readonly onRemove: () => void;
}

/** One value of a device: where it stands, how it is written there, and what it means. */
export function RegisterInputs({ number, register, onChange, onRemove }: Props) {
  const { words } = useWords();
  const say = words.sources.registers;
  const frame = words.sources.frame;
  const change = (more: Partial<RegisterDraft>) => onChange({ ...register, ...more });
  const type = register.type ?? "uint16";
  return (
    <fieldset className={classes.entry} aria-label={say.register(number)}>
      <TextInput
        label={frame.name}
        value={register.name}
        maxLength={100}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <NumberInput
        label={say.address}
        value={register.address}
        min={0}
        max={65_535}
        allowDecimal={false}
        onChange={(value) => typeof value === "number" && change({ address: value })}
      />
      <NativeSelect
        label={say.table}
        value={String(register.function ?? 3)}
        onChange={(event) => change({ function: Number(event.currentTarget.value) as ReadFunction })}
        data={readFunctions.map((value) => ({ value: String(value), label: say.functions[value] }))}
      />
      <NativeSelect
        label={frame.type}
        value={type}
        onChange={(event) => change({ type: event.currentTarget.value as RegisterType })}
        data={[...registerTypes]}
      />
      {registersOf(type) > 1 && (
        <NativeSelect
          label={say.order}
          value={register.wordOrder ?? wordOrders[0]}
          onChange={(event) => change({ wordOrder: event.currentTarget.value as WordOrder })}
          data={wordOrders.map((value) => ({ value, label: say.orders[value] }))}
        />
      )}
      <NumberInput
        label={frame.scale}
        value={register.multiply ?? 1}
        onChange={(value) => change({ multiply: typeof value === "number" && value !== 1 ? value : undefined })}
      />
      <NumberInput
        label={say.divide}
        value={register.divide ?? 1}
        onChange={(value) => change({ divide: typeof value === "number" && value !== 1 ? value : undefined })}
      />
      <NumberInput
        label={frame.plus}
        value={register.offset ?? 0}
        onChange={(value) => change({ offset: typeof value === "number" && value !== 0 ? value : undefined })}
      />
      <NativeSelect
        label={frame.quantity}
        value={register.quantity ?? "other"}
        onChange={(event) => change({ quantity: event.currentTarget.value as Quantity })}
        data={quantities.map((value) => ({ value, label: words.quantity[value] }))}
      />
      <NativeSelect
        label={frame.unit}
        value={register.unit ?? (register.quantity === "ratio" ? "1" : "raw")}
        onChange={(event) => change({ unit: event.currentTarget.value as Unit })}
        data={[...units]}
      />
      <Button variant="default" size="compact-sm" aria-label={frame.remove(register.name)} onClick={onRemove}>
        {words.setup.removeShort}
      </Button>
    </fieldset>
  );
}
