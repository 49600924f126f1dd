import type { ExternalToast } from "sonner";

type Kind = "success" | "error" | "warning" | "info";
type Say = (title: string, options?: ExternalToast) => void;

let waiting: (() => void) | null = null;
let stand: () => void = () => undefined;
const standing = new Promise<void>((resolve) => {
  stand = resolve;
});

/** Calls when there is something to show for the first time: only then is a toaster needed. */
export function whenToasting(make: () => void): void {
  waiting = make;
}

/** The toaster stands: what was said before is shown now. */
export function letToast(): void {
  stand();
}

/** sonner's `toast`; its script is fetched for the first one, and most visits see none. */
export const toast: Record<Kind, Say> = {
  success: (title, options) => void say("success", title, options),
  error: (title, options) => void say("error", title, options),
  warning: (title, options) => void say("warning", title, options),
  info: (title, options) => void say("info", title, options),
};

async function say(kind: Kind, title: string, options?: ExternalToast): Promise<void> {
  waiting?.();
  try {
    const [sonner] = await Promise.all([import("sonner"), standing]);
    sonner.toast[kind](title, options);
  } catch {
    // Without a network there is no script for it: the line about the connection says as much.
  }
}
