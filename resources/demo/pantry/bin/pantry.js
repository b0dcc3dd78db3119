#!/usr/bin/env node
import { run } from "../src/cli.js";

process.exitCode = await run(process.argv.slice(2), {
  file: process.env.PANTRY_FILE ?? "pantry.json",
  today: new Date(),
  print: (line) => console.log(line),
});
