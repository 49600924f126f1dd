/** Whether this browser may show notifications, and whether its owner wants them. */
export type Consent = "unknown" | "on" | "off" | "refused" | "insecure" | "impossible";

const KEY = "gatehouse:notifications";
const CHANGED = "gatehouse:notifications-changed";

/** As it stands: the browser's permission, and the choice made here. */
export function readConsent(): Consent {
  // There a browser calls them refused, by an owner who was never asked.
  if (!window.isSecureContext) return "insecure";
  if (typeof Notification === "undefined") return "impossible";
  if (Notification.permission === "denied") return "refused";
  const choice = readChoice();
  if (Notification.permission === "granted") return choice === "off" ? "off" : "on";
  return choice === "off" ? "off" : "unknown";
}

/** Asks the browser, which asks its owner: only ever after a click. */
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

export function watchConsent(notify: () => void): () => void {
  window.addEventListener(CHANGED, notify);
  return () => window.removeEventListener(CHANGED, notify);
}

function announce(): void {
  window.dispatchEvent(new Event(CHANGED));
}

/** Storage throws where it is forbidden: then nothing was chosen. */
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
