/** Whether this browser may show notifications, and whether the user wants them. */
export type Consent = "unknown" | "on" | "off" | "refused" | "insecure" | "impossible";

const KEY = "gatehouse:notifications";
const CHANGED = "gatehouse:notifications-changed";

/** The present state, from the browser's permission and the user's choice. */
export function readConsent(): Consent {
  // Without https the browser says "denied", although nobody has asked the user.
  if (!window.isSecureContext) return "insecure";
  if (typeof Notification === "undefined") return "impossible";
  if (Notification.permission === "denied") return "refused";
  const choice = readChoice();
  if (Notification.permission === "granted") return choice === "off" ? "off" : "on";
  return choice === "off" ? "off" : "unknown";
}

/** Makes the browser ask the user for permission. Call it only after a click. */
export async function askForConsent(): Promise<Consent> {
  writeChoice(null);
  if (readConsent() === "unknown") await Notification.requestPermission();
  announce();
  return readConsent();
}

export function declineNotifications(): void {
  writeChoice("off");
  announce();
}

/**
 * Calls `notify` when the choice changes on this page.
 * @returns a function that stops it
 */
export function watchConsent(notify: () => void): () => void {
  window.addEventListener(CHANGED, notify);
  return () => window.removeEventListener(CHANGED, notify);
}

function announce(): void {
  window.dispatchEvent(new Event(CHANGED));
}

/** Storage throws an error where it is forbidden. That counts as no choice. */
function readChoice(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function writeChoice(choice: string | null): void {
  try {
    if (choice === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    announce();
  }
}
