#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { becomeNode, isSuitable, suitableNode } from './suitable-node.js';

if (isSuitable) {
  await import('../dist/bundle/main.js');
} else {
  try {
    becomeNode(suitableNode(), [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 78;
  }
}
