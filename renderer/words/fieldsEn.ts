interface FieldWords {
  readonly label: string;
  readonly hint?: string;
}

/** The settings of every driver by their name; `driver/name` where one name means different things. */
const fields = {
  acceptCut: { label: "Use what is there of a file that was cut" },
  afterwards: {
    label: "After the analysis",
    hint: 'Files that were analysed lie where they are, or are moved into the folders "analysed" and "refused".',
  },
  baudRate: { label: "Baud rate", hint: "As the device is set." },
  checksum: { label: "Checksum of each row" },
  checksumAs: {
    label: "The checksum comes as",
    hint: "Digits: the last ones of the row, after * , ; or a blank. Bytes: right after the end marker.",
  },
  checksumEndian: { label: "Byte order of the checksum", hint: "Only for bytes." },
  contents: {
    label: "Sent by the device",
    hint: "acceleration, angular rate, angle; empty: all three. Found by itself when recognised.",
  },
  decimal: { label: "Decimal sign", hint: "Automatic takes a comma too where it separates nothing." },
  endMarker: { label: "End marker", hint: "Text; \\r \\n \\t and \\x03 for what has no key." },
  frame: { label: "Frame", hint: "What the bytes mean." },
  framing: { label: "What marks a row" },
  inputMode: { label: "Input wiring", hint: "As the sensor is wired to the device." },
  inputs: { label: "Inputs used", hint: "How many, from the first on; fewer allow higher rates. Empty: all." },
  interval: { label: "Ask every", hint: "Seconds from one reading to the next." },
  journal: {
    label: "File of the journal",
    hint: "Says which recordings were analysed. Empty: in the folder itself; needed when the station may not write there.",
  },
  "labjack/channels": {
    label: "Inputs",
    hint: "Which analog inputs, in this order: 0-3 or 0,2,5. Empty: from the first on.",
  },
  "labjack/commandPort": { label: "Command port", hint: "Usually 502." },
  "labjack/differential": { label: "Differential", hint: "T7 only: each even input against the odd one after it." },
  "labjack/range": { label: "Range ±", hint: "T7 only; a T4 measures ±10 V." },
  "labjack/resolution": { label: "Resolution index", hint: "0 is the usual; higher is quieter and slower." },
  "labjack/settling": { label: "Settling time", hint: "Between two inputs; 0 lets the device choose." },
  "labjack/streamPort": { label: "Stream port", hint: "Usually 702." },
  loop: { label: "Play again and again" },
  map: { label: "Sensor", hint: "A sensor whose registers are known, or one described by yourself." },
  "mcc/iepe": {
    label: "Feed IEPE sensors",
    hint: "Only for sensors that want it (2 to 4 mA); others may be harmed. Measures AC-coupled while it is on.",
  },
  "mqtt/caFile": {
    label: "Certificate authority (file)",
    hint: "PEM file for mqtts:// brokers whose certificate the system does not know.",
  },
  "mqtt/channelCount": { label: "Channels of raw numbers", hint: "How many numbers make one sample." },
  "mqtt/clientId": { label: "Client id", hint: "Empty: a new one each time." },
  "mqtt/format": { label: "Payload", hint: "Numbers as text, JSON, or raw numbers of all channels in turn." },
  "mqtt/longestPause": {
    label: "Longest pause between messages",
    hint: "Only after this the source counts as silent.",
  },
  "mqtt/password": {
    label: "Password",
    hint: "Stored with the plant's settings, readable for whoever may read the station's data folder.",
  },
  "mqtt/qos": { label: "Quality of service", hint: "0: at most once, 1: at least once, 2: exactly once." },
  "mqtt/sampleRate": {
    label: "Sample rate",
    hint: "Samples a second of each channel; of slow values: values a second.",
  },
  "mqtt/sequencePath": {
    label: "Sequence number in the JSON",
    hint: "Path of a number that grows by one with each message: what is missing is counted.",
  },
  "mqtt/signal": { label: "The source sends" },
  "mqtt/timePath": {
    label: "Time in the JSON",
    hint: "Path of the time of the first sample: seconds, milliseconds, microseconds or nanoseconds since 1970, or ISO 8601. Empty: when the message arrived.",
  },
  "mqtt/topic": {
    label: "Topic",
    hint: "Of the sensor; + and # are allowed when all messages together are one signal.",
  },
  "mqtt/user": { label: "User", hint: "Empty: without." },
  "mqtt/values": {
    label: "Values in the JSON",
    hint: 'Paths separated by commas, one a channel: "x, y" or "data.vibration"; a path may lead to one number, an array of samples, or an array of arrays. Empty: the message itself.',
  },
  "nidaq/iepe": {
    label: "Feed IEPE sensors",
    hint: "Only for sensors that want it; others may be harmed. Measures AC-coupled while it is on, where the device can.",
  },
  pace: { label: "Pace" },
  parity: { label: "Parity" },
  range: {
    label: "Volts that have to fit",
    hint: "The device takes its smallest range that holds them; empty: its largest.",
  },
  "recordedFile/sampleRate": { label: "Sample rate", hint: "Only where the file does not say it itself." },
  registers: {
    label: "Register map",
    hint: "What stands in which register, as its manual says (resources/docs/registerMaps.md).",
  },
  sampleRate: { label: "Samples a second", hint: "Measured from what arrives when left empty." },
  scale: { label: "Multiply by", hint: "Every sample is multiplied by it." },
  separator: { label: "Between the numbers", hint: "Automatic takes commas, semicolons, tabs and blanks." },
  "serialText/sampleRate": { label: "Rows a second", hint: "Measured from what arrives when left empty." },
  settleSeconds: { label: "Complete when unchanged for", hint: "Longer for recorders that pause while they write." },
  slave: { label: "Slave address", hint: "1 to 247, as it is set at the device; behind a gateway too." },
  startMarker: { label: "Start marker", hint: "Text; \\r \\n \\t and \\x02 for what has no key." },
  stopBits: { label: "Stop bits" },
  timeColumn: {
    label: "Time column",
    hint: "Number of the column that says when, counted from 1; it becomes no channel. 0: none.",
  },
  variable: {
    label: "MATLAB variable",
    hint: "Name or pattern such as *_DE_time; several that match become channels. Empty: the only signal in the file.",
  },
  "watchFolder/pattern": {
    label: "File names",
    hint: 'Several separated by ";", * stands for any letters, ? for one. Everything else in the folder is let alone.',
  },
  "watchFolder/sampleRate": {
    label: "Sample rate where files do not say it",
    hint: "Tables without a time column, MATLAB files without fs.",
  },
  "witMotionVibration/frame": {
    label: "Frame",
    hint: "As the maker's manual describes it; edit it when your device differs.",
  },
} satisfies Record<string, FieldWords>;

/** What the kinds of sources are called. */
const kinds = {
  labjack: { label: "LabJack T-series" },
  mcc: { label: "MCC board" },
  modbusRtu: { label: "Modbus RTU" },
  modbusTcp: { label: "Modbus TCP" },
  mqtt: { label: "MQTT topic", hint: "A sensor that publishes to a broker." },
  nidaq: { label: "NI device" },
  recordedFile: { label: "Recording (WAV, FLAC, CSV, UFF58, MAT)" },
  serialFrames: { label: "Binary frames over a serial port", hint: "Any device whose frames you can describe." },
  serialText: {
    label: "Text over a serial port",
    hint: "Rows of numbers: Arduino, ESP32 and most home-built devices.",
  },
  watchFolder: { label: "Folder of recordings", hint: "Each new file in it is analysed once." },
  witMotion: { label: "WitMotion inertial sensor", hint: "HWT905 and family." },
  witMotionVibration: { label: "WitMotion vibration sensor (WTVB01-BT50)", hint: "At its USB cable." },
} satisfies Record<string, FieldWords>;

/** Answers that are words, by `setting=answer`; numbers and names of standards speak for themselves. */
const choices = {
  "afterwards=leave": "leave the files",
  "afterwards=move": "move the files",
  "checksum=none": "none",
  "checksumAs=hex": "hexadecimal digits",
  "checksumAs=raw": "bytes",
  "checksumEndian=big": "highest first",
  "checksumEndian=little": "lowest first",
  "decimal=,": "comma",
  "decimal=.": "point",
  "decimal=auto": "automatic",
  "framing=end marker": "end marker",
  "framing=line": "line end",
  "framing=pause": "a pause",
  "framing=start and end marker": "start and end marker",
  "framing=start marker": "start marker",
  "inputMode=automatic": "automatic",
  "inputMode=differential": "differential",
  "inputMode=pseudo-differential": "pseudo-differential",
  "inputMode=single-ended": "single-ended",
  "map=own": "Another, by its register map",
  "map=qm30vt2": "Banner QM30VT2",
  "map=wtvb01485": "WitMotion WTVB01-485",
  "mqtt/format=auto": "found by itself (text or JSON)",
  "mqtt/format=json": "JSON",
  "mqtt/format=text": "numbers as text",
  "mqtt/signal=feature": "values it has computed",
  "mqtt/signal=waveform": "a waveform",
  "pace=as fast as possible": "as fast as possible",
  "pace=real time": "as it was recorded",
  "parity=even": "even",
  "parity=none": "none",
  "parity=odd": "odd",
  "separator=,": "comma",
  "separator=;": "semicolon",
  "separator=auto": "automatic",
  "separator=space": "blank",
  "separator=tab": "tab",
} satisfies Record<string, string>;

export const fieldsEn = { fields, kinds, choices };
