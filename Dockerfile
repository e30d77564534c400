# One image for web processes (default) and workers: the same files, started otherwise.
FROM node:22-slim AS build
WORKDIR /suture
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
# Nothing of a configuration is built in: the pages read it when they are asked for.
RUN npx next build

FROM node:22-slim
WORKDIR /suture
ENV NODE_ENV=production SUTURE_DATA_DIR=/data SUTURE_CONFIG=/config/suture.config.json
# Workers and the command line run the TypeScript as it is, through tsx: the dependencies come along as they were built.
COPY --from=build --chown=node:node /suture /suture
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# Without npm between, so that it hears of it when it is to end.
CMD ["node", "node_modules/next/dist/bin/next", "start"]
