import { chromium } from "playwright-core";
import { findProgram, findOrInstall, isRoot } from "./programs";

/** Arguments for a Chromium that makes no requests of its own. As root it cannot use its sandbox. */
export const chromiumArguments = [
  ...(isRoot ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Finds a Chromium, or installs one. The error says how to get it. */
export async function findChromium(): Promise<string> {
  const found = await findOrInstall("chromium", find);
  if (found) return found;
  throw new Error(
    "No Chromium: set CHROMIUM_PATH, install it (on Debian: apt-get install chromium), " +
      "or run: npx playwright-core install chromium",
  );
}

/**
 * Finds a Chromium that draws no windows, or installs it; undefined if it cannot be had. The other one draws its own tabs
 * and buttons for each window, also when nobody sees them, and that is two thirds of the work of opening a page.
 */
export async function findWindowless(): Promise<string | undefined> {
  const name = "chromium-headless-shell";
  return findOrInstall(name, () =>
    findProgram(process.env.CHROMIUM_PATH, `/usr/bin/${name}`, name),
  );
}

function find(): string | undefined {
  return findProgram(
    process.env.CHROMIUM_PATH,
    "/usr/bin/chromium",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    chromium.executablePath(),
  );
}
