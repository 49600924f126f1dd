import type { ExternalToast } from "sonner";

export interface Said {
  kind: "success" | "error" | "warning" | "info";
  title: string;
  options: ExternalToast | undefined;
}

type Say = (title: string, options?: ExternalToast) => void;

let speak: (said: Said) => void = () => undefined;

/** Sets the function that shows toasts. The frame of every page calls it. */
export function setToastPresenter(show: (said: Said) => void): void {
  speak = show;
}

/** As sonner's `toast`, but without its script. The script is loaded for the first toast; most visits see none. */
export const toast: Record<Said["kind"], Say> = {
  success: (title, options) => speak({ kind: "success", title, options }),
  error: (title, options) => speak({ kind: "error", title, options }),
  warning: (title, options) => speak({ kind: "warning", title, options }),
  info: (title, options) => speak({ kind: "info", title, options }),
};
