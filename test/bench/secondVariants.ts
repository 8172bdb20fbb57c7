/** Sample rates of the seconds that are measured, in Hz. */
export const secondVariants = { vibration25600: 25_600, vibration51200: 51_200, sound48000: 48_000 } as const;

export type SecondVariant = keyof typeof secondVariants;
