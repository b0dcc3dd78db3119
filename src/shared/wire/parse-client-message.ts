import type { ClientMessage } from "./message.ts";

/** Undefined for what is not a message of the protocol. By hand, since it stands in the path of every call. */
export function parseClientMessage(raw: unknown): ClientMessage | undefined {
  return isClientMessage(raw) ? raw : undefined;
}

function isClientMessage(raw: unknown): raw is ClientMessage {
  if (!isRecord(raw)) return false;
  const { type, id } = raw;
  if (type === "hello") {
    const { client } = raw;
    return (
      typeof raw["token"] === "string" &&
      typeof raw["protocol"] === "number" &&
      isRecord(client) &&
      typeof client["kind"] === "string" &&
      typeof client["version"] === "string"
    );
  }
  if (!isCount(id)) return false;
  switch (type) {
    case "cancel":
      return true;
    case "credit":
      return isCount(raw["count"]);
    case "request":
      return typeof raw["verb"] === "string";
    case "subscribe":
      return (
        typeof raw["verb"] === "string" &&
        isCount(raw["credit"]) &&
        (raw["after"] === undefined || typeof raw["after"] === "string")
      );
    default:
      return false;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
