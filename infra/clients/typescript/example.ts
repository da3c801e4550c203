// The README's lines: they compile, or `make clients` fails.
import createClient from "openapi-fetch";
import type { paths } from "./client";

const order = { campaignId: "cmp_...", creatorId: "crt_...", registrationId: "reg_..." };
const api = createClient<paths>({ baseUrl: "https://api.example.com", headers: { Authorization: "Bearer ..." } });
const { data, error } = await api.POST("/v1/samples", { body: order });
if (error && "code" in error && error.code === "already_sampled") console.log(error.detail, data);

export {};
