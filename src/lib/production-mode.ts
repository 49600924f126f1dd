/**
 * Sets production mode for a built server, whatever the environment says, and turns Next's telemetry off. This file
 * must not import anything, because libraries read the mode when they are loaded.
 */
export function runInProduction(): void {
  Object.assign(process.env, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
}
