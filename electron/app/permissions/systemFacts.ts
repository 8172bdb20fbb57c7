/** A file of the system behind which a device stands. */
export interface DeviceFile {
  readonly path: string;
  /** Name of the group it belongs to. */
  readonly group: string;
  /** Whether this process may read and write it. */
  readonly isOpen: boolean;
}

/** What decides over permissions, as it was found; decisions are made from it alone. */
export interface SystemFacts {
  readonly platform: NodeJS.Platform;
  readonly user: string;
  /** 0 for root; undefined where there is no such thing. */
  readonly uid: number | undefined;
  /** Names of the groups this process is in: as they were at log-in. */
  readonly groups: readonly string[];
  /** Names of the groups the user is in by now. */
  readonly memberOf: readonly string[];
  /** Names of all groups of the system. */
  readonly knownGroups: readonly string[];
  readonly serialPorts: readonly DeviceFile[];
  readonly soundDevices: readonly DeviceFile[];
  /** Measurement boxes by USB that need a rule of udev, plugged in. */
  readonly usbBoxes: readonly DeviceFile[];
  /** A rule for such boxes is installed. */
  readonly hasUdevRule: boolean;
  /** Where the rule that comes with Auscult lies. */
  readonly udevRule: string;
  /** Whether Windows lets programs listen to microphones. */
  readonly microphones: "allowed" | "denied" | "unknown";
}
