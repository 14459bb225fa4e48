// The style of the map's ground, in the page's colours. Marks and all words are drawn over it by the page itself.
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'

import type { Palette } from '../palette'
import type { Ground } from './ground'

export function styleOf(ground: Ground, colours: Palette): StyleSpecification {
  const of = (data: GeoJSON.FeatureCollection) => ({ type: 'geojson' as const, data, tolerance: 0.2 })
  return {
    version: 8,
    sources: {
      land: of(ground.land), borders: of(ground.borders), water: of(ground.water),
    },
    layers: layers(colours),
  }
}

function layers(c: Palette): LayerSpecification[] {
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
