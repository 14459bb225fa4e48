// The map's style: its ground and what is drawn on it, in the page's colours.
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'

import { MODALITIES } from '../modality'
import type { Palette } from '../palette'
import { collect, type Ground } from './ground'

const FONT = ['system-ui', 'Noto Sans', 'Noto Sans Arabic', 'sans-serif']
export const DRAWN = ['areas', 'edges', 'near', 'spots', 'ties', 'tags', 'ring'] as const
export type Source = (typeof DRAWN)[number]
/** Layers that answer to the pointer, the topmost first. */
export const LIVE = ['spots', 'near', 'ties-touch', 'areas', 'edge-touch']

export function styleOf(ground: Ground, colours: Palette): StyleSpecification {
  const of = (data: GeoJSON.FeatureCollection) => ({ type: 'geojson' as const, data, tolerance: 0.2 })
  return {
    version: 8,
    sources: {
      land: of(ground.land), labels: of(ground.labels), borders: of(ground.borders), water: of(ground.water),
      ...Object.fromEntries(DRAWN.map((name) => [name, of(collect([]))])),
    },
    layers: layers(colours),
  }
}

function byModality(colours: Palette): ExpressionSpecification {
  const pairs = MODALITIES.flatMap((name) => [name, colours[name]])
  return ['match', ['get', 'modality'], ...pairs, colours.generic] as unknown as ExpressionSpecification
}

function chosenOr(yes: unknown, no: unknown): ExpressionSpecification {
  return ['case', ['==', ['get', 'chosen'], 1], yes, no] as unknown as ExpressionSpecification
}

function paleOr(yes: number, no: number): ExpressionSpecification {
  return ['case', ['==', ['get', 'pale'], 1], yes, no]
}

/** Pixels of a number of kilometres kept in `reach` (pixels at zoom 0), never below eight. */
function reach(): ExpressionSpecification {
  const stops = Array.from({ length: 12 }, (_, zoom) => [zoom, ['max', 8, ['*', ['get', 'reach'], 2 ** zoom]]])
  return ['interpolate', ['exponential', 2], ['zoom'], ...stops.flat()] as unknown as ExpressionSpecification
}

export function layers(colours: Palette): LayerSpecification[] {
  return [...groundLayers(colours), ...markLayers(colours), ...tieLayers(colours), ...nameLayers(colours), ...topLayers(colours)]
}

function groundLayers(c: Palette): LayerSpecification[] {
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': c['map-sea'] } },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': c['map-land'], 'fill-antialias': false } },
    { id: 'disputed-areas', type: 'fill', source: 'borders', filter: ['==', ['get', 'sort'], 'area'], paint: { 'fill-color': c['map-disputed'], 'fill-opacity': 0.12 } },
    { id: 'coast', type: 'line', source: 'land', paint: { 'line-color': c['map-coast'], 'line-width': 0.7 } },
    { id: 'lakes', type: 'fill', source: 'water', filter: ['==', ['get', 'sort'], 'lake'], paint: { 'fill-color': c['map-sea'] } },
    {
      id: 'rivers', type: 'line', source: 'water', minzoom: 3,
      filter: ['all', ['==', ['get', 'sort'], 'river'], ['<=', ['get', 'rank'], ['step', ['zoom'], 3, 4, 4, 5, 5, 6, 9]]] as unknown as ExpressionSpecification,
      paint: { 'line-color': c['map-river'], 'line-width': ['interpolate', ['linear'], ['zoom'], 3, 0.5, 9, 1.6] },
    },
    { id: 'borders', type: 'line', source: 'borders', filter: ['==', ['get', 'sort'], 'solid'], paint: { 'line-color': c['map-border'], 'line-width': 1 } },
    { id: 'disputed', type: 'line', source: 'borders', filter: ['==', ['get', 'sort'], 'dashed'], paint: { 'line-color': c['map-disputed'], 'line-width': 1.2, 'line-dasharray': [3, 2.5] } },
  ]
}

function markLayers(c: Palette): LayerSpecification[] {
  const colour = ['case', ['==', ['get', 'lost'], 1], c.bad, chosenOr(c.accent, byModality(c))] as unknown as ExpressionSpecification
  return [
    { id: 'areas', type: 'fill', source: 'areas', layout: { 'fill-sort-key': ['-', 0, ['get', 'radius']] }, paint: { 'fill-color': colour, 'fill-opacity': paleOr(0.03, 0.11) } },
    { id: 'area-edges', type: 'line', source: 'areas', paint: { 'line-color': colour, 'line-width': chosenOr(2.5, 1.4), 'line-opacity': paleOr(0.3, 0.9), 'line-dasharray': [4, 3] } },
    { id: 'edge-touch', type: 'line', source: 'edges', layout: { 'line-cap': 'round' }, paint: { 'line-color': colour, 'line-width': 14, 'line-opacity': paleOr(0.05, 0.16) } },
    { id: 'edge-lines', type: 'line', source: 'edges', paint: { 'line-color': colour, 'line-width': chosenOr(3, 2), 'line-opacity': paleOr(0.3, 0.9), 'line-dasharray': [4, 3] } },
    {
      id: 'near', type: 'circle', source: 'near',
      paint: {
        'circle-radius': reach(), 'circle-color': colour, 'circle-opacity': paleOr(0.05, 0.16),
        'circle-stroke-color': colour, 'circle-stroke-width': chosenOr(2.5, 1.5), 'circle-stroke-opacity': paleOr(0.35, 1),
      },
    },
  ]
}

function tieLayers(c: Palette): LayerSpecification[] {
  const colour = chosenOr(c.accent, ['case', ['==', ['get', 'subtle'], 1], c['ink-3'], byModality(c)])
  const width = chosenOr(2.2, ['case', ['==', ['get', 'subtle'], 1], 1, 1.5])
  const opacity = paleOr(0.25, 0.85)
  const paint = { 'line-color': colour, 'line-width': width, 'line-opacity': opacity }
  return [
    { id: 'ties', type: 'line', source: 'ties', filter: ['==', ['get', 'unsure'], 0], paint },
    { id: 'ties-unsure', type: 'line', source: 'ties', filter: ['==', ['get', 'unsure'], 1], paint: { ...paint, 'line-dasharray': [2, 2] } },
    { id: 'ties-touch', type: 'line', source: 'ties', paint: { 'line-color': c.ink, 'line-opacity': 0, 'line-width': 10 } },
  ]
}

function nameLayers(c: Palette): LayerSpecification[] {
  const ground = { 'text-color': c['map-label'], 'text-halo-color': c['map-halo'], 'text-halo-width': 1.2 }
  const least = (steps: number[]) => ['<=', ['get', 'rank'], ['step', ['zoom'], ...steps]] as unknown as ExpressionSpecification
  return [
    {
      id: 'cities', type: 'symbol', source: 'labels', minzoom: 4, filter: ['all', ['==', ['get', 'sort'], 'city'], least([1, 5, 3, 6, 9])] as unknown as ExpressionSpecification,
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 10.5, 'text-padding': 6, 'symbol-sort-key': ['get', 'rank'] }, paint: ground,
    },
    {
      id: 'capitals', type: 'symbol', source: 'labels', minzoom: 4, filter: ['==', ['get', 'sort'], 'capital'],
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 11.5, 'text-padding': 4 }, paint: ground,
    },
    {
      id: 'countries', type: 'symbol', source: 'labels', filter: ['all', ['==', ['get', 'sort'], 'country'], least([2, 2, 3, 3, 4, 4, 6, 5, 9])] as unknown as ExpressionSpecification,
      layout: {
        'text-field': ['get', 'name'], 'text-font': FONT, 'text-letter-spacing': 0.08, 'text-max-width': 7, 'symbol-sort-key': ['get', 'rank'],
        'text-size': ['interpolate', ['linear'], ['zoom'], 1, 10, 6, 14],
      },
      paint: ground,
    },
  ]
}

function topLayers(c: Palette): LayerSpecification[] {
  const ink = ['case', ['==', ['get', 'lost'], 1], c.bad, chosenOr(c.accent, c.ink)] as unknown as ExpressionSpecification
  const text = { 'text-color': ink, 'text-halo-color': c['map-halo'], 'text-halo-width': 1.6, 'text-opacity': paleOr(0.45, 1) }
  const anchors = (all: string[]) => ({ 'text-variable-anchor': all as never, 'text-justify': 'auto' as const })
  return [
    {
      id: 'area-names', type: 'symbol', source: 'tags', filter: ['==', ['get', 'sort'], 'area'],
      layout: { 'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12, 'text-max-width': 12, ...anchors(['bottom', 'top', 'center']), 'text-radial-offset': 0.4, 'symbol-sort-key': ['-', 0, ['+', ['get', 'total'], ['*', 1e6, ['get', 'chosen']]]] },
      paint: text,
    },
    {
      id: 'spot-names', type: 'symbol', source: 'spots',
      layout: {
        'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12, 'text-max-width': 9, 'text-padding': 3,
        ...anchors(['left', 'right', 'top', 'bottom']), 'text-radial-offset': ['get', 'offset'], 'symbol-sort-key': ['-', 0, ['+', ['get', 'total'], ['*', 1e6, ['get', 'chosen']]]],
      },
      paint: text,
    },
    {
      id: 'tags', type: 'symbol', source: 'tags', filter: ['!', ['has', 'sort']],
      layout: { 'text-field': ['get', 'text'], 'text-font': FONT, 'text-size': 11, 'text-max-width': 16, 'text-radial-offset': 1.4, ...anchors(['top', 'left', 'right', 'bottom']), 'symbol-sort-key': ['-', 0, ['get', 'chosen']] },
      paint: { ...text, 'text-color': chosenOr(c.accent, c.good) },
    },
    {
      id: 'spots', type: 'symbol', source: 'spots',
      layout: {
        'icon-image': ['get', 'icon'], 'icon-allow-overlap': true, 'icon-padding': 0, 'symbol-sort-key': ['+', ['get', 'total'], ['*', 1e6, ['get', 'chosen']]],
        'text-field': ['get', 'number'], 'text-font': FONT, 'text-size': 11, 'text-allow-overlap': true,
      },
      paint: { 'icon-opacity': paleOr(0.4, 1), 'text-color': c.ink, 'text-opacity': paleOr(0.6, 1) },
    },
    { id: 'ring', type: 'circle', source: 'ring', paint: { 'circle-radius': ['get', 'radius'], 'circle-opacity': 0, 'circle-stroke-color': c.ink, 'circle-stroke-width': 2 } },
  ]
}
