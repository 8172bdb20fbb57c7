/** Something a driver has to be told before it can open a source, so that the page can ask for it without knowing the driver. */
export interface SettingField {
  /** Its key in `DeviceSetup.settings`; the page has words for it. */
  readonly name: string;
  /** `frame` and `registers` are texts for which the page has an editor of its own; `long text` is several lines. */
  readonly kind: "number" | "choice" | "switch" | "text" | "long text" | "secret" | "frame" | "registers";
  /** What is taken when nobody answers; missing: it may be left empty. */
  readonly usual?: string | number | boolean | undefined;
  /** For a choice. */
  readonly choices?: readonly (string | number)[] | undefined;
  /** For a number. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly unit?: string | undefined;
  /** Rarely needed: the page shows it on request. */
  readonly rare?: boolean | undefined;
}

/** How a source that cannot be found by itself is named: the page asks for it accordingly. */
export const addressKinds = ["serial port", "network address", "device name", "file", "folder"] as const;
export type AddressKind = (typeof addressKinds)[number];

/** What the page asks when somebody adds a source by hand. */
export interface SourceForm {
  readonly addressKind: AddressKind;
  /** What such an address looks like, for the eye: "/dev/ttyUSB0", "mqtt://broker:1883". */
  readonly exampleAddress: string;
  readonly fields: readonly SettingField[];
}
