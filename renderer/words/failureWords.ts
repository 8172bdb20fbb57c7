import type { Learning } from "../../electron/contract/componentsContract.ts";
import type { Format } from "./format.ts";
import type { Words } from "./words.ts";

/** Why learning failed and what to do, in the language of the page; the station's own sentence where its facts say too little. */
export function failureWords(words: Words, format: Format, { failure, message = "" }: Learning): string {
  const { failures } = words.learn;
  switch (failure?.reason) {
    case "no signal": {
      const { duration, points } = failure;
      if (points === undefined) return failures["no signal"](format.duration(duration));
      return failures["no signal from"](points.join(", "), format.duration(duration));
    }
    case "machine off":
    case "station off":
      return failures[failure.reason](format.duration(failure.duration));
    case "too little":
      if (failure.seconds !== undefined) return failures["too little for"](format.duration(failure.seconds * 1000));
      return failures["too little"](format.number(failure.needed), format.number(failure.found));
    case "silent or broken":
      return failures["silent or broken"](format.number(failure.unusable), format.number(failure.all));
    case "no point":
    case "no session":
    case "unusable":
      return failures[failure.reason];
    case "fault":
      return `${words.fault[failure.code]} ${message}`.trim();
    default:
      return message;
  }
}
