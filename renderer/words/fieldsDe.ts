import type { Words } from "./words.ts";

const fields = {
  baudRate: { label: "Baudrate", hint: "Wie schnell der Anschluss spricht." },
  separator: { label: "Trennzeichen", hint: "Was zwischen zwei Zahlen steht." },
  sampleRate: { label: "Abtastrate", hint: "Nur wo die Quelle sie nicht selbst angibt." },
  "serialText/sampleRate": {
    label: "Abtastrate",
    hint: "Wie viele Zeilen in der Sekunde kommen. Leer gelassen wird sie gemessen.",
  },
  loop: { label: "Immer wieder abspielen" },
  acceptCut: { label: "Von einer abgeschnittenen Datei nehmen, was da ist" },
  pace: { label: "Tempo" },
  scale: { label: "Malnehmen mit", hint: "Jeder Messwert wird damit malgenommen." },
} satisfies Words["sources"]["fields"];

const kinds = {
  serialText: "Serieller Anschluss, Zahlen als Text",
  recordedFile: "Aufnahme (WAV, CSV …)",
} satisfies Words["sources"]["names"];

const choices = {
  "separator=auto": "Selbst herausfinden",
  "separator=,": "Komma",
  "separator=;": "Semikolon",
  "separator=tab": "Tabulator",
  "separator=space": "Leerzeichen",
  "pace=real time": "Wie aufgenommen",
  "pace=as fast as possible": "So schnell wie möglich",
} satisfies Words["sources"]["choices"];

export const fieldsDe = { fields, kinds, choices };
