/** What is used of cli-progress, which has no types of its own. */
declare module 'cli-progress' {
  export interface Options {
    readonly format: string;
    readonly stream: NodeJS.WriteStream;
    readonly clearOnComplete: boolean;
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
