import { KEPT_OF_ORIGIN, NO_ORIGIN } from "@/lib/refused-origin";

/** The line of the settings that allows one more origin. It has all that are allowed now: the list is the whole truth. */
export function toSetting(allowed: string[], origin: string): string {
  return `ALLOWED_ORIGINS=${[...allowed, origin].join(",")}`;
}

/** Why no setting can allow an origin; null for the address of a web page. */
export function describeUnusable(origin: string): string | null {
  if (origin === NO_ORIGIN) return "The browser named no origin: no setting allows that.";
  return isWebAddress(origin) ? null : "Not the address of a web page: no setting allows it.";
}

/**
 * `URL` accepts quotes, semicolons and `$(…)` in a host. A stranger chose this text, and somebody may paste the line
 * into a shell, so it has only the signs that names of hosts have.
 */
const WEB_ADDRESS =
  /^https?:\/\/(?:[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/;

function isWebAddress(origin: string): boolean {
  if (origin.length >= KEPT_OF_ORIGIN || !WEB_ADDRESS.test(origin) || !URL.canParse(origin))
    return false;
  return new URL(origin).origin === origin;
}
