// What the README tells of openapi-generator's typescript-fetch client, checked and run: a figure, every page, a problem, a verdict.
import { AnswersApi, Configuration, FactsApi, ProblemFromJSON, ResponseError, SummitsApi, type Fact } from "./client";

declare const process: { argv: string[] };

const base = process.argv[2] ?? "http://127.0.0.1:8000";
const configuration = new Configuration({ basePath: base });

/** Tells how many guests came to each summit of a year, with the hedge. */
async function guests(year: number): Promise<string[]> {
  const { items } = await new SummitsApi(configuration).listSummits({ year: [year], fields: "name,figures" });
  return items.flatMap(({ id, figures }) => (figures?.guests ? [`${id}: ${figures.guests.display.en}`] : []));
}

/** Gives every fact of a year, page by page. */
async function* everyFact(year: number): AsyncGenerator<Fact> {
  let cursor: string | undefined;
  do {
    const page = await new FactsApi(configuration).listFacts({ year: [year], limit: 100, ...(cursor ? { cursor } : {}) });
    yield* page.items;
    cursor = page.next ? (new URL(page.next, base).searchParams.get("cursor") ?? undefined) : undefined;
  } while (cursor);
}

/** Tells what is wrong with asking for the year 23. */
async function refusal(): Promise<string> {
  try {
    await new SummitsApi(configuration).listSummits({ year: [23] });
  } catch (error) {
    if (!(error instanceof ResponseError)) throw error;
    const problem = ProblemFromJSON(await error.response.json());
    return `${problem.status}: ${problem.errors[0]?.name}`;
  }
  return "no problem";
}

async function main(): Promise<void> {
  for (const line of await guests(2023)) console.log(line);
  let count = 0;
  for await (const fact of everyFact(2023)) count += fact.id ? 1 : 0;
  console.log(`${count} facts`);
  console.log(await refusal());
  const verification = await new AnswersApi(configuration).verify({
    verifyRequest: { text: "More than 1,800 guests came in 2023." },
  });
  console.log(verification.claims[0]?.verdict);
}

void main();
