{{/* All processes of a pipeline are one job of Prometheus, whose name begins with `cueline`: alerts and the dashboard go by it. */}}
{{- define "cueline.name" -}}
{{- if hasPrefix "cueline" .Release.Name -}}{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}{{ printf "cueline-%s" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end -}}
{{- end }}

{{/* What pods of one process are selected by; takes a dict of `root` and `process`. */}}
{{- define "cueline.selector" -}}
app.kubernetes.io/name: cueline
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .process }}
{{- end }}

{{- define "cueline.labels" -}}
{{ include "cueline.selector" . }}
app.kubernetes.io/part-of: {{ include "cueline.name" .root }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{/* The processes that run, as a JSON list. */}}
{{- define "cueline.processes" -}}
{{- $processes := list "ingest" "matcher" "publisher" -}}
{{- if .Values.archive.enabled }}{{ $processes = append $processes "archive" }}{{ end -}}
{{- if .Values.console.enabled }}{{ $processes = append $processes "console" }}{{ end -}}
{{- if .Values.receive.enabled }}{{ $processes = append $processes "receive" }}{{ end -}}
{{- if .Values.panel.enabled }}{{ $processes = append $processes "panel" }}{{ end -}}
{{ $processes | toJson }}
{{- end }}

{{/*
What others than Prometheus may reach, as a JSON object: the port of each process that has a page or is posted to. Pages are served beside
the metrics.
*/}}
{{- define "cueline.reached" -}}
{{- $reached := dict -}}
{{- if .Values.console.enabled }}{{ $_ := set $reached "console" "http" }}{{ end -}}
{{- if .Values.panel.enabled }}{{ $_ := set $reached "panel" "http" }}{{ end -}}
{{- if .Values.receive.enabled }}{{ $_ := set $reached "receive" "frames" }}{{ end -}}
{{- if .Values.ingest.announced }}{{ $_ := set $reached "ingest" "frames" }}{{ end -}}
{{ $reached | toJson }}
{{- end }}
