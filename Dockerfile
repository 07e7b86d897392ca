# One image for every process of Cueline: `docker run cueline ingest`, `… matcher`, `… publisher`, `… simulate`.

FROM node:24-slim AS build
ENV CI=true
WORKDIR /cueline
RUN npm install --global pnpm@10.34.9
COPY . .
RUN pnpm install --frozen-lockfile && pnpm exec tsc -b packages/cli && node scripts/bundle.mjs && node scripts/build-page.mjs
# Once more from the same lockfile, with only what runs.
RUN find . -name node_modules -prune -exec rm -rf {} + && pnpm install --prod --frozen-lockfile

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /cueline
COPY --from=build /cueline ./
USER node
ENTRYPOINT ["node", "packages/cli/bin/cueline.js"]
CMD ["--help"]
