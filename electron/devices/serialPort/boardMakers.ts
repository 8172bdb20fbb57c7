/**
 * USB vendor ids of boards that are programmed by their owner and speak USB themselves (Arduino, Adafruit, Raspberry Pi, Espressif,
 * Teensy, ST): no sensor with a protocol of its own is behind these. Sensors use adapters, whose ids say nothing (1A86:7523 is in
 * both a WTVB01-BT50 and many a board).
 */
export const boardMakers = ["2341", "2A03", "239A", "2E8A", "303A", "16C0", "0483"] as const;
