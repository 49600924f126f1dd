/**
 * What a build is run as, whatever the environment says; without it Next would report what is run, too. Nothing may be
 * imported here: libraries look at the mode when they are loaded.
 */
export function runInProduction(): void {
  Object.assign(process.env, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
}
