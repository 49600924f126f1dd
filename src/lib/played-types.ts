/** Sound and film that browsers play. Nothing runs in them. */
const PLAYED = new Set([
  "audio/aac",
  "audio/flac",
  "audio/mp4",
  "audio/mpeg",
  "audio/ogg",
  "audio/ogg; codecs=opus",
  "audio/wav",
  "audio/x-flac",
  "audio/x-m4a",
  "video/mp4",
  "video/ogg",
  "video/quicktime",
  "video/webm",
  "video/x-m4v",
]);

export const isPlayed = (type: string): boolean => PLAYED.has(type);
