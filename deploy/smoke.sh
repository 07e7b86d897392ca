#!/usr/bin/env bash
# Tries the chart on a cluster of its own: needs docker, kind, kubectl and helm. Ends with 0 once a cue was posted.
set -euo pipefail
cd "$(dirname "$0")/.."
name=cueline-smoke
trap 'kind delete cluster --name $name' EXIT
docker build --tag cueline:smoke .
kind create cluster --name $name --wait 120s
kind load docker-image cueline:smoke --name $name
kubectl create deployment redis --image=redis:7-bookworm -- redis-server --appendonly yes --maxmemory-policy noeviction
kubectl expose deployment redis --port 6379
kubectl create deployment simulator --image=cueline:smoke -- node packages/cli/bin/cueline.js simulate --host 0.0.0.0 --port 9110 --loop
kubectl expose deployment simulator --port 9110
kubectl create secret generic cueline --from-literal=CXONE_CLIENT_ID=cueline --from-literal=CXONE_CLIENT_SECRET=cueline-secret \
  --from-literal=REDIS_URL=redis://redis:6379
helm install cueline deploy/helm --set image.tag=smoke --set archive.enabled=false --set settings.CXONE_BASE_URL=http://simulator:9110 \
  --set 'networkPolicy.ports={6379,9110}' --wait --timeout 5m
for _ in $(seq 120); do
  cues=$(kubectl exec deploy/simulator -- bash -c 'exec 3<>/dev/tcp/127.0.0.1/9110; printf "GET /control/journal?kind=cue HTTP/1.0\r\n\r\n" >&3; cat <&3')
  if grep -q '"accepted":true' <<<"$cues"; then
    kubectl exec deploy/cueline-matcher -- node packages/cli/bin/cueline.js status
    exit
  fi
  sleep 1
done
echo 'no cue was posted within two minutes' >&2
exit 1
