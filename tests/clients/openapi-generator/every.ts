// Calls every operation of the typescript-fetch client with every example; prints what is lost on the way to an object and back.
import * as client from "./client";

type Json = any; // eslint-disable-line @typescript-eslint/no-explicit-any
declare const process: { argv: string[] };
declare const require: (name: string) => Json;

const [base, file] = process.argv.slice(2) as [string, string];
const description: Json = JSON.parse(require("node:fs").readFileSync(file, "utf8"));
const exported: Record<string, Json> = client;
const configuration = new client.Configuration({ basePath: base });
const bodies = [
  { text: "Over 1,800 guests in 2023." },
  { claims: [{ property: "guests", year: 2023, number: 1800, bound: "more_than" }] },
];

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const title = (tag: string): string => tag.split("-").map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");

/** Gives JSON with the keys of objects in one order. */
const ordered = (value: Json): string =>
  JSON.stringify(value, (_, part) =>
    part && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );

/** Tells what is wrong with a call, if anything is. */
async function fault(operation: Json, given: Record<string, Json>): Promise<string | undefined> {
  const api = new exported[`${title(operation.tags[0])}Api`](configuration);
  const answer = await api[`${camel(operation.operationId)}Raw`](given);
  if (answer.raw.headers.get("content-type") !== "application/json") {
    const sent = Buffer.from(await answer.raw.clone().arrayBuffer());
    const value = await answer.value();
    if (answer.raw.headers.get("content-type") === "application/ld+json") return value["@context"] ? undefined : "no context";
    const read = typeof value === "string" ? Buffer.from(value) : Buffer.from(await value.arrayBuffer());
    return read.equals(sent) ? undefined : "is read with a loss";
  }
  const sent = await answer.raw.clone().json();
  const value = await answer.value();
  const name = operation.responses["200"].content["application/json"].schema.$ref.split("/").pop();
  return ordered(exported[`${name}ToJSON`](value)) === ordered(sent) ? undefined : "is read with a loss";
}

async function main(): Promise<void> {
  let number = 0;
  const found: string[] = [];
  for (const item of Object.values<Json>(description.paths)) {
    for (const operation of Object.values<Json>(item)) {
      const parameters: Json[] = operation.parameters ?? [];
      const needed = Object.fromEntries(
        parameters.filter((one) => one.required).map((one) => [camel(one.name), one.example]),
      );
      const more = parameters
        .filter((one) => "x-example" in one && !["format", "excel"].includes(one.name))
        .map((one) => ({ [camel(one.name)]: one["x-example"] }));
      const posted = operation.requestBody ? bodies.map((body) => ({ verifyRequest: body })) : [{}];
      for (const extra of [...posted, ...more]) {
        number += 1;
        const wrong = await fault(operation, { ...needed, ...extra }).catch((error: Json) => `${error.name}: ${error.message}`);
        if (wrong) found.push(`${operation.operationId} ${JSON.stringify(extra)}: ${wrong}`);
      }
    }
  }
  console.log(`${number} calls`);
  for (const line of found) console.log(line);
}

declare const Buffer: Json;
void main();
