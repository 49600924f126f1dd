import { type Browser, chromium, type Page } from "playwright-core";
import { chromiumArguments, findChromium } from "../../tests/support/services/chromium";
import type { World } from "../../tests/support/world";

export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: chromiumArguments });
}

/** Opens the workspace as somebody, in a browser that has stored nothing, and waits until messages are shown. */
export async function openPage(
  browser: Browser,
  { server, slug }: World,
  { cookie }: { cookie: string },
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const [name = "", ...value] = cookie.split("=");
  await context.addCookies([{ name, value: value.join("="), url: server.url }]);
  await context.addInitScript(keepWebSockets);
  const page = await context.newPage();
  await page.goto(`${server.url}/w/${slug}`);
  await page.locator("[role=log] [data-index]").last().waitFor();
  return page;
}

/** Runs in the page. */
function keepWebSockets(): void {
  const page = globalThis as unknown as { opened: WebSocket[]; __name: (named: object) => object };
  // tsx, which runs this file, inserts calls of a function that does not exist in the page.
  page.__name = (named) => named;
  page.opened = [];
  globalThis.WebSocket = new Proxy(WebSocket, {
    construct(target, args: [string]) {
      const socket = new target(...args);
      page.opened.push(socket);
      return socket;
    },
  });
}

/** Ends the page's connection, as a network that goes away does. */
export async function loseConnection(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { opened } = globalThis as unknown as { opened: WebSocket[] };
    for (const socket of opened) socket.close();
  });
}
