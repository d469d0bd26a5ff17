// Takes addresses and remarks out of package-lock.json: what is installed is told by name, version and hash alone.
import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf-8"));
for (const entry of Object.values(lock.packages)) {
  for (const key of ["resolved", "funding", "deprecated"]) delete entry[key];
}
writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n");
