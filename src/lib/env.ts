import { readOrCreateAuthSecret } from "./auth-secret";
import { originOf } from "./origins";
import { processWide } from "./process-wide";
import { type Env, readEnv } from "./read-env";
import { SettingsError } from "./settings-error";

declare module "./process-wide" {
  interface ProcessWide {
    env?: Env;
  }
}

/**
 * The settings of this process, read and validated on the first call.
 * @throws SettingsError when a setting is wrong
 */
export function env(): Env {
  const slot = processWide();
  slot.env ??= readEnv(process.env);
  return slot.env;
}

/** The folder in which a command was typed: npm runs it in the folder of the package. */
export function startedIn(): string {
  return process.env.INIT_CWD ?? process.cwd();
}

/** Gives Next its configuration where it looks before it searches for a file: as its own standalone server does. */
export function giveNextConfiguration(configuration: object): void {
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(configuration);
}

/**
 * The secret that signs sessions.
 * @throws Error when `loadAuthSecret` has not been called yet
 */
export function authSecret(): string {
  const { authSecret: secret } = env();
  if (secret === undefined) throw new Error("The secret is not open yet");
  return secret;
}

/**
 * Sets production mode for a built server, whatever the environment says, and turns Next's telemetry off. Call it
 * before React and Next are loaded, because they read the mode then.
 */
export function runInProduction(): void {
  Object.assign(process.env, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
}

/**
 * Sets the settings that depend on the port.
 * @param port on which the server listens now
 */
export function setAppUrlFromPort(port: number): Env {
  const settings = env();
  settings.appUrl ??= originOf(settings.host, port);
  if (!settings.allowedOriginsExplicit) settings.allowedOrigins = [settings.appUrl];
  return settings;
}

/**
 * Makes sure that there is a secret: if none is set, it is generated in DATA_DIR, which must be open.
 * @throws SettingsError when DATA_DIR cannot keep it
 */
export function loadAuthSecret(): void {
  const settings = env();
  try {
    settings.authSecret ??= readOrCreateAuthSecret(settings.dataDir);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SettingsError(`DATA_DIR cannot keep the generated secret: ${why}`, { cause: error });
  }
}
