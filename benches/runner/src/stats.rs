//! What many rounds say together.

/// The figures of one server in all rounds; there is always at least one.
#[derive(Debug, Default)]
pub struct Samples(Vec<f64>);

impl Samples {
    pub fn push(&mut self, figure: f64) {
        let at = self.0.partition_point(|known| *known < figure);
        self.0.insert(at, figure);
    }

    pub fn least(&self) -> f64 {
        self.0[0]
    }

    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// How far the middle half of the rounds lies apart, in percent of the median.
    pub fn spread_percent(&self) -> f64 {
        100.0 * (self.quantile(0.75) - self.quantile(0.25)) / self.median()
    }

    /// Between two samples, in proportion.
    fn quantile(&self, part: f64) -> f64 {
        let at = part * (self.0.len() - 1) as f64;
        let (below, above) = (self.0[at.floor() as usize], self.0[at.ceil() as usize]);
        below + (above - below) * at.fract()
    }
}

impl FromIterator<f64> for Samples {
    fn from_iter<I: IntoIterator<Item = f64>>(figures: I) -> Self {
        let mut samples = Self::default();
        figures.into_iter().for_each(|figure| samples.push(figure));
        samples
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_summed_up() {
        let samples: Samples = [4.0, 1.0, 100.0, 3.0, 2.0].into_iter().collect();
        assert_eq!((samples.least(), samples.median()), (1.0, 3.0));
        assert!((samples.spread_percent() - 100.0 * 2.0 / 3.0).abs() < 1e-9);
        let samples: Samples = [4.0, 1.0].into_iter().collect();
        assert_eq!(samples.median(), 2.5);
    }
}
