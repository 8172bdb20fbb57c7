/** Result codes of PortAudio that mean something of their own to a user. */
export const paCodes = {
  invalidSampleRate: -9997,
  inputOverflowed: -9981,
  deviceUnavailable: -9985,
  incompatibleStreamInfo: -9984,
};

/** PaHostApiTypeId of portaudio.h: by which of the system's interfaces a device is reached. */
export const hostApis = {
  directSound: 1,
  mme: 2,
  asio: 3,
  coreAudio: 5,
  alsa: 8,
  wdmKs: 11,
  wasapi: 13,
};
