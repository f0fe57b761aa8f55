// A server of its own with the demo world in a folder of its own, started by the program and ended by its id. The demo world is
// made once, before the first journey; each server gets a copy.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** How long a start may take, demo data included, in milliseconds. */
const START_LIMIT = 60_000;
/** How long a server may take to end when asked, before it is killed, in milliseconds. */
const END_LIMIT = 10_000;

/** In the environment: the folder of the demo world that every server gets a copy of. */
export const MODEL = "CONSIGNE_MODEL_WORLD";

export interface WorldOptions {
  /** What the demo's clock is moved by, as `serve --clock` takes it: `+31d`. */
  clock?: string;
  /** Further options of `consigne serve`. */
  serve?: string[];
}

export class World {
  /** Scheme, host and port, without a slash at the end. It stays the same over a restart. */
  address = "";
  #data: string;
  #program: string;
  #child: ChildProcess | undefined;
  #said = "";

  private constructor(program: string, data: string) {
    this.#program = program;
    this.#data = data;
  }

  /** Makes the demo world that `start` copies. */
  static async model(): Promise<World> {
    const world = await World.#create({}, undefined);
    await world.#stop();
    return world;
  }

  /** Starts a server on a copy of the model, or on an empty folder where there is none, and waits until it is ready. */
  static async start(options: WorldOptions = {}): Promise<World> {
    return World.#create(options, process.env[MODEL]);
  }

  static async #create(options: WorldOptions, model: string | undefined): Promise<World> {
    const program = process.env["CONSIGNE_BIN"];
    if (!program) throw new Error("CONSIGNE_BIN must name the program; ./test journeys sets it.");
    const world = new World(program, await mkdtemp(join(tmpdir(), "consigne-world-")));
    try {
      if (model) await cp(model, world.#data, { recursive: true });
      await world.#serve("127.0.0.1:0", options);
    } catch (error) {
      await world.end();
      throw error;
    }
    return world;
  }

  /** Ends the server and starts it again on the same data and address, with other options. */
  async restart(options: WorldOptions = {}): Promise<void> {
    await this.#stop();
    await this.#serve(new URL(this.address).host, options);
  }

  /** Ends the server, has a carrier's table of scans taken in from the command line, and starts it again as it was. */
  async scanned(table: string, options: WorldOptions = {}): Promise<void> {
    await this.#stop();
    const file = join(this.#data, "scans.csv");
    await writeFile(file, table);
    const args = ["feed", "import", "--format", "csv", "--data", this.#data, file];
    const { code, said } = await ran(this.#program, args);
    if (code !== 0) throw new Error(`consigne ${args.join(" ")} ended with ${code}:\n${said}`);
    await this.#serve(new URL(this.address).host, options);
  }

  /** Ends the server and removes its data. */
  async end(): Promise<void> {
    await this.#stop();
    await rm(this.#data, { recursive: true, force: true });
  }

  /** Its folder. */
  get data(): string {
    return this.#data;
  }

  /** What the server wrote since its last start, for a failing test to show. */
  get said(): string {
    return this.#said;
  }

  async #serve(listen: string, options: WorldOptions): Promise<void> {
    const args = ["serve", "--demo", "--listen", listen, "--data", this.#data];
    if (options.clock) args.push("--clock", options.clock);
    args.push(...(options.serve ?? []));
    this.#said = "";
    // Answers go out at once, but in journeys that are about their waiting, which say --hold-seconds.
    const env = { ...process.env, CONSIGNE_HOLD_SECONDS: "0" };
    const child = spawn(this.#program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    alive.add(child);
    child.once("exit", () => alive.delete(child));
    const listening = new Promise<string>((resolve, reject) => {
      const hear = (piece: Buffer) => {
        this.#said += piece.toString();
        const found = /http:\/\/127\.0\.0\.1:[1-9]\d*(?=\D)/.exec(this.#said);
        if (found) resolve(found[0]);
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", (piece: Buffer) => (this.#said += piece.toString()));
      child.once("error", reject);
      child.once("exit", (code, signal) =>
        reject(new Error(`consigne ${args.join(" ")} ended with ${code ?? signal}:\n${this.#said}`)),
      );
    });
    const deadline = Date.now() + START_LIMIT;
    this.address = await Promise.race([listening, this.#late(START_LIMIT, "say its address")]);
    while (!(await isReady(this.address))) {
      if (Date.now() > deadline || child.exitCode !== null) await this.#late(0, "answer /readyz with 200");
      await delay(50);
    }
  }

  async #late(after: number, what: string): Promise<never> {
    await delay(after, undefined, { ref: false });
    throw new Error(`The server did not ${what} within ${START_LIMIT / 1000} s. It said:\n${this.#said}`);
  }

  async #stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), END_LIMIT);
    await ended;
    clearTimeout(timer);
  }
}

async function ran(program: string, args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece: Buffer) => (said += piece.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, said };
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/readyz`)).status === 200;
  } catch {
    return false;
  }
}

/** Servers still running, so that a worker that is ended in mid-test leaves none behind. */
const alive = new Set<ChildProcess>();
process.on("exit", () => alive.forEach((child) => child.kill("SIGKILL")));
