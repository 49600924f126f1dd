import { type Browser, type BrowserContext, firefox } from "playwright-core";
import { findIfPossible } from "./programs";

/** Finds the system's Firefox, or installs it. Without one it prints what is not tested. */
export async function findFirefox(): Promise<string | undefined> {
  const named = process.env.FIREFOX_PATH;
  if (named) return named;
  return findIfPossible("firefox-esr", "the browsers that are tried");
}

/** Starts the Firefox that people have, not one that was built for tests. Playwright speaks WebDriver BiDi with it. */
export async function launchFirefox(executablePath: string): Promise<Browser> {
  const browser = await firefox.launch({ executablePath, channel: "moz-firefox" });
  leaveOutUnknownCommand(browser);
  return browser;
}

/**
 * Playwright sends each new page this command, which ESR 153 does not know yet, and gives up when it is refused. What it
 * would set (the theme that a person prefers) no test in Firefox asks for. To be removed with the next ESR.
 */
const UNKNOWN = "emulation.setMediaFeaturesOverride";

interface Session {
  send: (method: string, params: unknown) => Promise<unknown>;
}

function leaveOutUnknownCommand(browser: Browser): void {
  const inside = browser as unknown as {
    _connection: { toImpl: (of: Browser) => { _browserSession: Session } };
  };
  const session = inside._connection.toImpl(browser)._browserSession;
  const sessions = Object.getPrototypeOf(session) as Session;
  const { send } = sessions;
  sessions.send = function (this: Session, method, params) {
    return method === UNKNOWN ? Promise.resolve({}) : send.call(this, method, params);
  };
}

/**
 * Makes Playwright type as a person does. It would set the value of a field by a script, which React takes for its own
 * doing, and so for nothing new.
 */
export async function typeAsPeopleDo(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.defineProperty(window, "__pw_bidiInsertText", {
      set: () => {},
      get: () => (text: string) => {
        document.execCommand(text === "" ? "delete" : "insertText", false, text);
        return null;
      },
    });
  });
}
