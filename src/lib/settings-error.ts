/** A setting that stops the start. The message is one line that names the variable. */
export class SettingsError extends Error {
  override name = "SettingsError";
}
