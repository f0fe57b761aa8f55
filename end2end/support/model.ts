// Runs once before all journeys: makes the demo world that each of their servers copies, and removes it in the end.

import { MODEL, World } from "./world.ts";

export default async function model(): Promise<() => Promise<void>> {
  const world = await World.model();
  process.env[MODEL] = world.data;
  return () => world.end();
}
