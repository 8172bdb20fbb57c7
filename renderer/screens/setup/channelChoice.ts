/** One channel of one device, on its way to a component. */
export interface ChannelChoice {
  readonly deviceId: string;
  readonly channel: number;
  /** Where it was dropped; missing when it was chosen with the keyboard. */
  readonly componentId?: string | undefined;
}

/** Our own type, so that text dragged in from elsewhere is not taken for a channel. */
export const channelDragType = "application/x-auscult-channel";

export function writeChannel({ deviceId, channel }: ChannelChoice): string {
  return JSON.stringify({ deviceId, channel });
}

/** undefined for anything that is not a channel of ours. */
export function readChannel(text: string): ChannelChoice | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("deviceId" in value) || !("channel" in value))
      return undefined;
    const { deviceId, channel } = value;
    return typeof deviceId === "string" && Number.isInteger(channel)
      ? { deviceId, channel: channel as number }
      : undefined;
  } catch {
    return undefined;
  }
}
