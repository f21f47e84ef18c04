import { type Command, Option } from "commander";
import type { Queue } from "../work/queue.ts";
import { fromEnvironment, openAddress } from "./secrets.ts";

export interface QueueTarget {
  readonly queue: string;
  readonly replicas: number;
}

export function addQueueOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--queue <url>",
        "NATS servers with JetStream, commas between them (or ONRECORD_QUEUE)",
      )
        .argParser(openAddress("queue"))
        .default("nats://127.0.0.1:4222"),
    )
    .option("--replicas <n>", "copies of the queue, where this makes it", Number, 1)
    .hook("preAction", (command) => fromEnvironment(command, "queue"));
}

/** Opens the queue of a pipeline for as long as the work takes. */
export async function withQueue<T>(
  { queue: url, replicas }: QueueTarget,
  pipeline: string,
  work: (queue: Queue) => Promise<T>,
): Promise<T> {
  const { Queue } = await import("../work/queue.ts");
  const queue = await Queue.open(url, pipeline, replicas);
  try {
    return await work(queue);
  } finally {
    await queue.close();
  }
}
