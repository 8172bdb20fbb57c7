import { Fault } from "../../../electron/domain/fault.ts";

/** Why a description cannot be used, in the sentence of its parser; undefined when it can. */
export function descriptionFault(parse: (text: string) => unknown, text: string): string | undefined {
  try {
    parse(text);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown.message;
    throw thrown;
  }
}
