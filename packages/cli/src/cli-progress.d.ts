/** What is used of cli-progress, which has no types of its own. */
declare module 'cli-progress' {
  export interface Options {
    readonly format: string;
    readonly stream: NodeJS.WritableStream;
    readonly clearOnComplete: boolean;
    /** Whether lines wrap as they do otherwise; else it turns that off until it is stopped. */
    readonly linewrap: boolean;
    readonly barsize: number;
    /** Whether it listens to SIGINT by itself. */
    readonly gracefulExit: boolean;
  }
  export class SingleBar {
    constructor(options: Options);
    start(total: number, startValue: number): void;
    increment(): void;
    stop(): void;
  }
}
