import { mkdirSync } from "node:fs";
import path from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type ConsoleMessage,
  type Page,
} from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, vi } from "vitest";
import type { Person } from "./person";
import { chromiumArguments } from "./services/chromium";
import { launchFirefox, typeAsPeopleDo } from "./services/firefox";
import { waitUntil } from "./wait";

/** Lines that Chromium itself logs when a request was refused or did not arrive: not a bug of a page. */
const NETWORK_LINES = [
  /^Failed to load resource: net::ERR_/,
  // Pages that hear of a 503 try again.
  /^Failed to load resource: the server responded with a status of (4\d\d|503)/,
  /^WebSocket connection to '\S+' failed: /,
  /^WebSocket is already in CLOSING or CLOSED state\.$/,
];

const PATIENCE_MS = 40_000;
const PICTURES = ".cache/e2e";

export interface BrowserOptions {
  /** Not the Chromium without windows, which shows no notifications and keeps no pages. */
  isWhole?: boolean;
  /** Back may show a page from the browser's memory, as people's browsers do. Only with `isWhole`. */
  keepsPages?: boolean;
  /** Names that lead to this machine, like names in an office network. */
  hosts?: string[];
  /** The program of a Firefox, to use that in place of Chromium. */
  firefox?: string | undefined;
}

/** A real browser with a context for each device of each person. */
export class TestBrowser {
  private browser: Browser | null = null;
  private isFirefox = false;
  private isWindowless = false;
  private devices: Device[] = [];
  /** Errors that pages threw or wrote to the console. */
  readonly troubles: string[] = [];

  async launch(
    executablePath: string,
    { isWhole = false, keepsPages = false, hosts = [], firefox }: BrowserOptions = {},
  ): Promise<void> {
    this.isWindowless = !isWhole && firefox === undefined;
    if (firefox) {
      this.isFirefox = true;
      this.browser = await launchFirefox(firefox);
      return;
    }
    const rules = hosts.map((host) => `MAP ${host} 127.0.0.1`).join(", ");
    this.browser = await chromium.launch({
      executablePath,
      args: [...chromiumArguments, ...(rules === "" ? [] : [`--host-resolver-rules=${rules}`])],
      ...(keepsPages && { ignoreDefaultArgs: ["--disable-back-forward-cache"] }),
    });
  }

  /**
   * A device of its own, signed in if a person is given. Its owner has asked for reduced motion unless the test says
   * otherwise: animation frames that nobody looks at take a tenth of each test.
   */
  async device(
    baseUrl: string,
    { as, ...options }: BrowserContextOptions & { as?: Person } = {},
  ): Promise<Device> {
    if (!this.browser) throw new Error("The browser is not there yet");
    const context = await this.browser.newContext({
      baseURL: baseUrl,
      reducedMotion: "reduce",
      ...options,
    });
    if (this.isFirefox) await typeAsPeopleDo(context);
    if (this.isWindowless) await answerAsOthersDo(context);
    context.setDefaultTimeout(PATIENCE_MS);
    context.on("console", (line) => this.hear(line));
    context.on("weberror", (error) => this.troubles.push(`${error.error().stack}`));
    if (as) await context.addCookies(readCookies(as.cookie, baseUrl));
    const device = new Device(context);
    this.devices.push(device);
    return device;
  }

  /** Closes every device. If the test has failed, it first takes a picture of each page. */
  async clear(failed: string | null): Promise<void> {
    const pages = this.devices.flatMap((device) => device.context.pages());
    if (failed) await Promise.all(pages.map((page, i) => takePicture(page, `${failed}-${i}`)));
    await Promise.all(this.devices.map((device) => device.context.close()));
    this.devices = [];
  }

  async close(): Promise<void> {
    await this.browser?.close();
  }

  private hear(line: ConsoleMessage): void {
    if (line.type() !== "error" && line.type() !== "warning") return;
    if (NETWORK_LINES.some((known) => known.test(line.text()))) return;
    this.troubles.push(`${line.type()}: ${line.text()} (${line.page()?.url()})`);
  }
}

/** One browser of one person: its tabs share cookies and storage. */
export class Device {
  constructor(readonly context: BrowserContext) {}

  /** Opens an address in a new tab. */
  async open(address: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(address);
    return page;
  }
}

/**
 * Chromium without windows has nobody to ask, and refuses what others let a page do after a click, or ask about: to copy,
 * and to notify.
 */
async function answerAsOthersDo(context: BrowserContext): Promise<void> {
  await context.grantPermissions(["clipboard-write"]);
  await context.addInitScript(() => {
    if (isSecureContext) Object.defineProperty(Notification, "permission", { value: "default" });
  });
}

/** One browser for a test file. A test fails with anything that its pages complain about. */
export function useBrowser(options: BrowserOptions = {}): TestBrowser {
  const browser = new TestBrowser();
  vi.setConfig({ testTimeout: 180_000 });
  const program = options.isWhole ? "wholeChromiumPath" : "chromiumPath";
  beforeAll(() => browser.launch(inject(program), options));
  afterEach(async ({ task }) => {
    const name = task.name.replace(/[^a-z0-9]+/gi, "-").slice(0, 60);
    await browser.clear(task.result?.state === "fail" ? name : null);
    expect(browser.troubles.splice(0)).toEqual([]);
  });
  afterAll(() => browser.close());
  return browser;
}

/** Waits until the page is at an address with this path. */
export async function waitForPath(page: Page, wanted: string | RegExp): Promise<void> {
  const fits = () => {
    const { pathname } = new URL(page.url());
    return typeof wanted === "string" ? pathname === wanted : wanted.test(pathname);
  };
  await waitUntil(fits, PATIENCE_MS, () => `${wanted}; the page is at ${page.url()}`);
}

/** Holds back requests to these addresses until the returned function is called. */
export async function holdRequests(page: Page, address: RegExp): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** As `holdRequests`, but after the server has answered: the answer that is let through then is out of date. */
export async function holdAnswers(page: Page, address: string) {
  let release = () => {};
  let hold = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const isHeld = new Promise<void>((resolve) => {
    hold = resolve;
  });
  await page.route(address, async (route) => {
    const response = await route.fetch();
    hold();
    await released;
    await route.fulfill({ response });
  });
  return { isHeld, release };
}

/** Everything that a page and its origin store: markup, storages, caches and databases. */
export async function readTraces(page: Page): Promise<string> {
  await page.waitForLoadState("domcontentloaded");
  return page.evaluate(async () => {
    const stores = [localStorage, sessionStorage].map((store) => JSON.stringify({ ...store }));
    const databases = (await indexedDB.databases()).map((one) => one.name);
    const kept = "caches" in window ? await caches.keys() : [];
    return [document.documentElement.outerHTML, ...stores, ...databases, ...kept].join("\n");
  });
}

function readCookies(line: string, url: string) {
  return line.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
}

async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`) }).catch(() => undefined);
}
