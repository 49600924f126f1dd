import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import sharp from "sharp";
import { root, say } from "../run.mjs";

export const folder = resolve(root, "docs/images");
const PASSWORD = "gatehouse demo";
export const DESK = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 };
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
const THEMES = ["light", "dark"];

/** What every scene needs: people in browsers that look at the demo, and a camera. */
export class Stage {
  constructor(browser, url) {
    this.browser = browser;
    this.url = url;
  }

  /** @param options.from the address that the device comes from; the demo trusts a proxy's word for it */
  async open({ from = "203.0.113.10", ...options }, path) {
    const context = await this.browser.newContext({
      ...options,
      reducedMotion: "reduce",
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
      extraHTTPHeaders: { "x-forwarded-for": from },
    });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    await page.goto(this.url + path);
    return page;
  }

  async signIn(email, options) {
    const page = await this.open(options, "/sign-in");
    await this.ask(page, "POST", "/api/auth/sign-in/email", { email, password: PASSWORD });
    await page.goto(`${this.url}/w/northlight`);
    await page.getByRole("log").waitFor();
    return page;
  }

  /** The same person on another device. */
  async onPhone(page, path) {
    const storageState = await page.context().storageState();
    return this.open({ ...PHONE, storageState }, path);
  }

  /** Asks the server as the person of a page. */
  async ask(page, method, path, data) {
    const answer = await page.request.fetch(this.url + path, {
      method,
      headers: { origin: this.url },
      ...(data && { data }),
    });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.json();
  }

  goTo(page, name) {
    const sidebar = page.getByRole("navigation", { name: "Workspace" });
    return sidebar.getByRole("link", { name: new RegExp(`^${name}`) }).click();
  }

  /** Takes a picture in each theme. */
  async take(page, name, themes = THEMES) {
    await page.mouse.move(0, 0);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      const file = themes.length > 1 ? `${name}-${theme}.png` : `${name}.png`;
      const shot = await page.screenshot({ animations: "disabled", caret: "hide" });
      // 256 colours are enough for a page, and a third of the size.
      const small = await sharp(shot).png({ palette: true, effort: 10 }).toBuffer();
      writeFileSync(resolve(folder, file), small);
      say(`${file}: ${Math.round(small.length / 1024)} kB`);
    }
    await page.emulateMedia({ colorScheme: "light" });
  }
}
