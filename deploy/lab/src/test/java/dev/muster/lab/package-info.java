/// System tests: real firmware and real clients against all services.
package dev.muster.lab;
