// What the README shows of the generated types, checked and run: a figure, every page, a problem.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

/** What is read here: an answer may have other media types, which are fetched by address. */
type Json = "application/json" | "application/problem+json";

declare const process: { argv: string[] };

const base = process.argv[2] ?? "http://127.0.0.1:8000";
const client = createClient<paths, Json>({ baseUrl: base });

type Fact = components["schemas"]["Fact"];

/** Tells how many guests came to each summit of a year, with the hedge. */
async function guests(year: number): Promise<string[]> {
  const { data } = await client.GET("/v1/summits", { params: { query: { year: [year], fields: "name,figures" } } });
  return (data?.items ?? []).flatMap(({ id, figures }) => (figures?.guests ? [`${id}: ${figures.guests.display.en}`] : []));
}

/** Gives every fact of a year, page by page. */
async function* everyFact(year: number): AsyncGenerator<Fact> {
  let cursor: string | undefined;
  do {
    const query = { year: [year], limit: 100, ...(cursor ? { cursor } : {}) };
    const { data } = await client.GET("/v1/facts", { params: { query } });
    yield* data?.items ?? [];
    cursor = data?.next ? (new URL(data.next, base).searchParams.get("cursor") ?? undefined) : undefined;
  } while (cursor);
}

/** Tells what is wrong with asking for the year 23. */
async function refusal(): Promise<string> {
  const { error } = await client.GET("/v1/summits", { params: { query: { year: [23] } } });
  return error ? `${error.status}: ${error.errors[0]?.name}` : "no problem";
}

/** Tells the verdict on the first figure of a sentence. */
async function verdict(text: string): Promise<components["schemas"]["Verdict"] | undefined> {
  const { data } = await client.POST("/v1/verify", { body: { text } });
  return data?.claims[0]?.verdict;
}

for (const line of await guests(2023)) console.log(line);
let count = 0;
for await (const fact of everyFact(2023)) count += fact.id ? 1 : 0;
console.log(`${count} facts`);
console.log(await refusal());
console.log(await verdict("More than 1,800 guests came in 2023."));
