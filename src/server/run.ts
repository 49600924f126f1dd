import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { toAppError } from "@/core/errors";
import { signLateRecord } from "@/core/access/chain/sign-late";
import { fillNameKeys } from "@/core/channels/fill-name-keys";
import { isSetUp } from "@/core/workspaces/create-workspace";
import { isWithinReach, logSetUpCode } from "@/core/workspaces/set-up-code";
import { openDatabase } from "@/db/client";
import { seedDemo } from "@/demo/seed-demo";
import { openDataFolder } from "@/lib/data-folder";
import { env, loadAuthSecret, setAppUrlFromPort } from "@/lib/env";
import { logger } from "@/lib/logger";
import { processWide } from "@/lib/process-wide";
import { SettingsError } from "@/lib/settings-error";
import { captureConsole } from "./capture-console";
import { checkBuild } from "./check-build";
import { startDrills } from "./cluster/drill-schedule";
import { startFillingWords } from "./cluster/fill-words";
import { startHourlySweep } from "./cluster/hourly-sweep";
import { startReminders } from "./cluster/reminders";
import { createHttpServer } from "./http/create-server";
import { createFrontDoor, type FrontDoor } from "./http/front-door";
import { BACKLOG, addListeners } from "./http/listeners";
import { noteOwnAddress } from "./http/own-address";
import { preparePages } from "./http/pages";
import { openOperatorSocket } from "./operator/operator-socket";
import { startRealtime } from "./start-realtime";
import { startWarnings } from "./start-warnings";
import { stopOnSignals } from "./stop";

/** Starts everything in order, and logs `ready` when it may be used. */
export async function runServer(): Promise<void> {
  if (env().production) checkBuild();
  const door = createFrontDoor();
  const http = createHttpServer(door);
  await listen(http);
  const { dataDir, databaseUrl } = env();
  const ofFolder = openDataFolder(dataDir, { isShared: databaseUrl !== undefined });
  // Before the first log line, because the log hides this secret.
  loadAuthSecret();
  const warnings = [...startWarnings(), ...ofFolder];
  for (const warning of warnings) logger().warn(warning);
  logUncaught();
  if (env().production) captureConsole();

  const database = await openDatabase(env());
  await signLateRecord();
  await fillNameKeys();
  const realtime = await startRealtime();
  await open(door, realtime.engine);
  const closeOperatorSocket = await openOperatorSocket();
  stopOnSignals({ http, door, realtime, database, closeOperatorSocket });

  processWide().phase = "serving";
  startHourlySweep();
  startReminders();
  startDrills();
  startFillingWords();
  const url = readyUrl(http);
  if (env().demo) await seedDemo(env().appUrl ?? url);
  await tellSetUpCode();
  announce(url);
}

/** A database that is away for a moment must not end the start: the page that asks for the code logs it again. */
async function tellSetUpCode(): Promise<void> {
  try {
    if (!(await isSetUp()) && isWithinReach()) await logSetUpCode();
  } catch (error) {
    if (toAppError(error).code !== "UNAVAILABLE") throw error;
    logger().warn({ err: error }, "could not read yet whether the installation is set up");
  }
}

async function open(door: FrontDoor, engine: FrontDoor["engine"]): Promise<void> {
  door.pages = await preparePages();
  door.engine = engine;
}

/** Listens first, since what follows needs the port of `PORT=0`. Until then the answer is 503. */
async function listen(http: Server): Promise<void> {
  const { port, host } = env();
  await new Promise<void>((resolve, reject) => {
    http.once("error", (error) => reject(new SettingsError(describeListening(error, host, port))));
    http.listen(port, host, BACKLOG, resolve);
  });
  addListeners(http);
  http.removeAllListeners("error");
  http.on("error", (error) => logger().error({ err: error }, "http server"));
  noteOwnAddress(http.address() as AddressInfo);
  setAppUrlFromPort((http.address() as AddressInfo).port);
}

function describeListening(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === "EADDRINUSE") return `PORT ${port} is in use on ${host}`;
  if (error.code === "EACCES") return `PORT ${port} may not be used by this user`;
  return `HOST ${host} cannot be listened on: ${error.message}`;
}

function readyUrl(http: Server): string {
  const { port } = http.address() as AddressInfo;
  const { host } = env();
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** The one line that other programs wait for. It is written whatever the log level is. */
function announce(url: string): void {
  const { appUrl, production } = env();
  const isElsewhere = appUrl !== undefined && appUrl !== new URL(url).origin;
  const spoken = `ready on ${url}${isElsewhere ? ` (people open ${appUrl})` : ""}`;
  const log = logger().child({}, { level: "info" });
  if (production) log.info({ url, ...(isElsewhere && { appUrl }), spoken }, "ready");
  else log.info(spoken);
}

/** Logs errors that nobody caught, so that they do not end the process for everybody. */
function logUncaught(): void {
  process.on("unhandledRejection", (error) =>
    logger().error({ err: error }, "unhandled rejection"),
  );
  process.on("uncaughtException", (error) => logger().error({ err: error }, "uncaught exception"));
}
