interface FieldWords {
  readonly label: string;
  readonly hint?: string;
}

/** The settings of every driver by their name; `driver/name` where one name means different things. */
const fields = {
  baudRate: { label: "Baud rate", hint: "How fast the port talks." },
  separator: { label: "Separator", hint: "What stands between two numbers." },
  sampleRate: { label: "Sample rate", hint: "Only where the source does not say it itself." },
  "serialText/sampleRate": {
    label: "Sample rate",
    hint: "How many lines it sends a second. Left empty, it is measured.",
  },
  loop: { label: "Play again and again" },
  acceptCut: { label: "Use what is there of a file that was cut" },
  pace: { label: "Pace" },
  scale: { label: "Multiply by", hint: "Every sample is multiplied by it." },
} satisfies Record<string, FieldWords>;

/** What the kinds of sources are called. */
const kinds = {
  serialText: "Serial port, numbers as text",
  recordedFile: "Recording (WAV, CSV …)",
} satisfies Record<string, string>;

/** Answers that are words, by `setting=answer`; numbers and names of standards speak for themselves. */
const choices = {
  "separator=auto": "Find out by itself",
  "separator=,": "Comma",
  "separator=;": "Semicolon",
  "separator=tab": "Tab",
  "separator=space": "Blank",
  "pace=real time": "As it was recorded",
  "pace=as fast as possible": "As fast as possible",
} satisfies Record<string, string>;

export const fieldsEn = { fields, kinds, choices };
