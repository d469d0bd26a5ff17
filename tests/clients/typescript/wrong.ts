// Each of these lines is a mistake that the types must find; the test compares the errors.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

/** What is read here: an answer may have other media types, which are fetched by address. */
type Json = "application/json" | "application/problem+json";

const client = createClient<paths, Json>({ baseUrl: "http://127.0.0.1:8000" });

await client.GET("/v1/summit");
await client.GET("/v1/summits", { params: { query: { yaer: [2023] } } });
await client.GET("/v1/summits", { params: { query: { status: ["held"] } } });
await client.GET("/v1/summits/{id}");
const { data } = await client.GET("/v1/summits");
data?.items[0]?.figures.guests;
const bound: components["schemas"]["Bound"] = "roughly";
